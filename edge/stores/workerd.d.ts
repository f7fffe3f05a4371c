// What the edge uses of the runtime of Workers.

declare module "cloudflare:workers" {
  export class DurableObject {
    constructor(ctx: DurableObjectState, env: unknown);
    protected ctx: DurableObjectState;
  }
}

/** By the names of the columns; what they hold is for the statement to say. */
// biome-ignore lint/suspicious/noExplicitAny: as above
type Row = Record<string, any>;

interface DurableObjectState {
  storage: {
    sql: {
      exec(text: string, ...values: (string | number | null)[]): Iterable<Row>;
    };
    transactionSync<T>(work: () => T): T;
    getAlarm(): Promise<number | null>;
    setAlarm(at: number): Promise<void>;
  };
  blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T>;
}

/** Of objects that are places. */
interface DurableObjectNamespace<Methods> {
  idFromName(name: string): unknown;
  get(id: unknown): Methods;
}
