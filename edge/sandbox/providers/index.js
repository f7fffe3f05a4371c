// The providers that the sandbox simulates, one line each: a folder here, by the id of the core's format.

import { connect } from "./connect/index.js";
import { razorpay } from "./razorpay/index.js";
import { stripe } from "./stripe/index.js";
import { txn } from "./txn/index.js";

export const wires = {
  connect,
  txn,
  stripe,
  razorpay,
};
