// Large bodies that nobody reads, under Node. An answer may be sent before such a request has arrived. What still comes is
// thrown away for a moment, so that the client gets to read the answer; then the connection is closed.

/** @import {IncomingMessage, Server} from "node:http" */

/** How much is thrown away of one request, and for how long. */
const MAX_UNREAD_BYTES = 256 * 1024;
const LOOKS = 100;
const LOOK_EVERY_MS = 5;

/** @param {Server} server */
export function limitUnread(server) {
  server.on("request", (incoming, outgoing) => {
    if (isSmall(incoming)) return;
    // The answer says `Connection: close`, so that the client sends nothing behind its body.
    outgoing.shouldKeepAlive = false;
    const { socket } = incoming;
    const destroySoon = socket.destroySoon.bind(socket);
    let lingers = false;
    // What Node calls when the answer is out: it would reset the connection under the client's hands.
    socket.destroySoon = () => {
      if (incoming.complete || socket.destroyed) return destroySoon();
      if (!lingers) linger(incoming);
      lingers = true;
      return undefined;
    };
  });
}

/** Whether Node may read the rest of it by itself. @param {IncomingMessage} incoming */
function isSmall({ headers }) {
  const length = headers["content-length"];
  return length === undefined
    ? headers["transfer-encoding"] === undefined
    : Number(length) <= MAX_UNREAD_BYTES;
}

/** @param {IncomingMessage} incoming */
function linger(incoming) {
  const { socket } = incoming;
  const before = socket.bytesRead;
  let looks = 0;
  socket.end();
  // By the bytes of the socket: Node does not tell of a body that it throws away.
  const timer = setInterval(() => {
    looks += 1;
    const goesOn = looks < LOOKS && socket.bytesRead - before <= MAX_UNREAD_BYTES;
    if (goesOn && !incoming.complete && !socket.destroyed) return;
    clearInterval(timer);
    socket.destroy();
  }, LOOK_EVERY_MS);
}
