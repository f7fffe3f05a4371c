// `require`, as tests that Babel or TypeScript has turned into CommonJS do.
const paylink = require("paylink");
const { anyLink } = require("paylink/standard");
const { checked } = require("./checked.cjs");

test("the vectors, by require", async () => {
  await checked(async () => paylink);
  expect(anyLink["~standard"].validate("{}").issues).toHaveLength(1);
}, 60_000);
