// ES modules, which Jest has behind `--experimental-vm-modules`.
import * as paylink from "paylink";
import { checked } from "./checked.cjs";

test("the vectors, by import", async () => {
  await checked(async () => {
    await paylink.init();
    return paylink;
  });
}, 60_000);
