// Large unread bodies under Node. A response may be sent before such a request has arrived. The rest is read and dropped
// for a moment, so that the client can read the response; then the connection is closed.

/** @import {IncomingMessage, Server} from "node:http" */

/** How much of one request is dropped, and for how long. */
const MAX_UNREAD_BYTES = 256 * 1024;
const LOOKS = 100;
const LOOK_EVERY_MS = 5;

/** @param {Server} server */
export function limitUnread(server) {
  server.on("request", (incoming, outgoing) => {
    if (isSmall(incoming)) return;
    // The response has `Connection: close`, so the client sends no further request.
    outgoing.shouldKeepAlive = false;
    const { socket } = incoming;
    const destroySoon = socket.destroySoon.bind(socket);
    let lingers = false;
    // Node calls this after the response: it would reset the connection before the client has read it.
    socket.destroySoon = () => {
      if (incoming.complete || socket.destroyed) return destroySoon();
      if (!lingers) linger(incoming);
      lingers = true;
      return undefined;
    };
  });
}

/** Whether Node may read the rest of the body itself. @param {IncomingMessage} incoming */
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
  // By the bytes of the socket: Node does not report a body that it drops.
  const timer = setInterval(() => {
    looks += 1;
    const goesOn = looks < LOOKS && socket.bytesRead - before <= MAX_UNREAD_BYTES;
    if (goesOn && !incoming.complete && !socket.destroyed) return;
    clearInterval(timer);
    socket.destroy();
  }, LOOK_EVERY_MS);
}
