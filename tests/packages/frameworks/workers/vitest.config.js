import { cloudflareTest } from "@cloudflare/vitest-plugin";

export default {
  plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.jsonc" } })],
  // The tests run in workerd, which does not have this process's environment.
  define: { AT: JSON.stringify(process.env.PAYLINK_AT) },
};
