// The edge under real workerd, by the configuration that is deployed.
import { describe } from "node:test";
import { startWorkerd } from "./servers.js";
import { suite } from "./suite.js";

describe("edge under workerd", () => suite(startWorkerd));
