import { version } from "paylink";

export default { fetch: () => new Response(version()) };
