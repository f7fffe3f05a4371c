// All exports except `init`, which differs by host.
export * from "./calls.js";
export * from "./server.js";
