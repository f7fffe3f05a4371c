const { readFileSync } = require("node:fs");
const paylink = require("paylink");

const run = async () => {
  const { conformance } = await import("../conformance.js");
  const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const report = await conformance(async () => paylink, vectors);
  console.log(JSON.stringify({ ...report, from: require.resolve("paylink") }));
};
run();
