// Bodies that nobody reads, under Node. An answer may be sent before the request has arrived. What still comes is
// thrown away for a moment, so that the client gets to read the answer; then the connection is closed.

/** @import {Server} from "node:http" */

/** How much is thrown away of one request, and for how long. */
const MAX_UNREAD_BYTES = 256 * 1024;
const LOOKS = 100;
const LOOK_EVERY_MS = 5;

/** @param {Server} server */
export function limitUnread(server) {
  server.on("request", (incoming, outgoing) => {
    outgoing.once("finish", () => {
      if (incoming.complete) return;
      const { socket } = incoming;
      const before = socket.bytesRead;
      let looks = 0;
      // By the bytes of the socket: Node does not tell of a body that it throws away.
      const timer = setInterval(() => {
        looks += 1;
        if (incoming.complete || socket.destroyed) return clearInterval(timer);
        if (looks < LOOKS && socket.bytesRead - before <= MAX_UNREAD_BYTES) return undefined;
        clearInterval(timer);
        return socket.destroy();
      }, LOOK_EVERY_MS);
    });
  });
}
