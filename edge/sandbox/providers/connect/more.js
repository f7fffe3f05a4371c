// Additional links in realistic proportions: most have ended, most of those were paid.

/** @import {Bytes} from "../../random.js" @import {ConnectLink} from "./index.js" */

import { chancesOf } from "../../chances.js";
import { uuid } from "../../random.js";
import { DAY, MINUTE } from "../../spans.js";
import { connectLinkOf } from "./seeds.js";

const FOR = [
  "Mobile subscription, %m",
  "Broadband, %m",
  "Family plan, %m",
  "Device instalment %n of 24",
  "Roaming package, 10 GB",
  "Roaming package, 25 GB",
  "SIM card and activation",
  "Top-up 100",
  "Top-up 250",
  "Number porting fee",
  "Broadband installation",
  "Reminder, invoice of %m",
];

const FIRST = ["Astrid", "Elias", "Maja", "Noah", "Ingrid", "Oskar", "Leila", "Mateusz", "Freja"];
const LAST = ["Lindqvist", "Berg", "Nowak", "Haddad", "Sjöberg", "Okafor", "Dahl", "Virtanen"];

const MONTHS = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** @param {number} now @param {Bytes} bytes @param {number} count @returns {ConnectLink[]} */
export function connectMore(now, bytes, count) {
  const chance = chancesOf(bytes);
  return Array.from({ length: count }, (_, number) => {
    const age = chance.spell(20 * DAY, 180 * DAY) + MINUTE;
    const life = chance.number() < 0.95 ? 7 * DAY : 30 * DAY;
    const status = chance.of(
      age < life
        ? { ACTIVE: 62, COMPLETED: 32, CANCELLED: 6 }
        : { COMPLETED: 78, EXPIRED: 17, CANCELLED: 5 },
    );
    const lasted = status === "EXPIRED" ? life : chance.below(Math.min(age, life));
    const month = MONTHS.format(now - age);
    const description = chance.one(FOR).replace("%m", month);
    return connectLinkOf(
      {
        id: uuid(bytes),
        description: description.replace("%n", String(1 + chance.below(24))),
        age,
        life,
        status,
        ended: status === "ACTIVE" ? undefined : age - lasted,
        paymentId: status === "COMPLETED" ? uuid(bytes) : undefined,
        metadata: {
          customer: `C-${20_000 + number}`,
          name: `${chance.one(FIRST)} ${chance.one(LAST)}`,
        },
      },
      now,
    );
  });
}
