// A server that breaks when it is asked to: `node uncaught.js exception|rejection|both`.
import { createServer } from "node:http";
import { logTo } from "../../edge/log.js";
import { listen, shutdownOf } from "../../edge/shutdown.js";

const SECRET = "the-secret-of-the-provider";
const log = logTo(console.log, { secrets: [SECRET] });
const close = async () => console.log("the store is closed");
const shutdown = shutdownOf({ drainMs: 10_000, close, log });
listen(shutdown);

const failure = () => new Error(`broken on purpose: ${SECRET}`);
const breaks = {
  exception() {
    const error = failure();
    setTimeout(() => {
      throw error;
    });
    // The same once more is no news.
    setTimeout(() => {
      throw error;
    });
  },
  rejection: () => Promise.reject(failure()),
  both() {
    setTimeout(() => {
      throw failure();
    });
    setTimeout(() => Promise.reject(failure()), 5);
  },
};

const server = createServer((incoming, outgoing) => {
  if (incoming.url === "/readyz") {
    outgoing.writeHead(shutdown.stopping.aborted ? 503 : 200);
    outgoing.end();
  } else if (incoming.url === "/slow") {
    console.log("slow has begun");
    setTimeout(() => outgoing.end("slow"), 800);
  } else {
    breaks[process.argv[2]]();
    outgoing.end("broken");
  }
});
shutdown.serve(server);
server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
