// The part of the Workers runtime that the edge uses.

declare module "cloudflare:workers" {
  export class DurableObject {
    constructor(ctx: DurableObjectState, env: unknown);
    protected ctx: DurableObjectState;
  }
}

/** By column name; the statement determines the types. */
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

/** Objects that are tables of the store. */
interface DurableObjectNamespace<Methods> {
  idFromName(name: string): unknown;
  get(id: unknown): Methods;
}
