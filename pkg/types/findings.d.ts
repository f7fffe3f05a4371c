// What is wrong or worth knowing: issues, notes, reasons and their sources, and their messages.

import type { Basis, GroundCode, IssueCode, NoteCode, ReasonCode, WarningCode } from "../unions.js";
import type { NonEmpty } from "./inputs.js";

/** Every code with a message: the keys of a {@link Catalogue}. */
export type MessageCode = IssueCode | NoteCode | ReasonCode | WarningCode | GroundCode;

/** One error or note found in a document or a request. */
export interface Finding<Severity extends "error" | "note", Code extends IssueCode | NoteCode> {
  /** Stable. */
  code: Code;
  /** `error` makes the input invalid, `note` does not. */
  severity: Severity;
  /**
   * JSON Pointer (RFC 6901) into the source document; `""` is the whole document. For a missing member,
   * the pointer that it would have.
   */
  pointer: string;
  /**
   * The bytes of the source with the value at `pointer`, the end exclusive; for a missing member, the
   * innermost value around it. Offsets are UTF-8 bytes, also where the input was a string; where it was an
   * object, of its `JSON.stringify` text. Missing where the finding is not about a JSON text.
   */
  range?: [start: number, end: number];
  /** English, one line, made from the code and the parameters; {@link translate} gives other languages. */
  message: string;
  /** The parameters of the message. Input appears only as a short, escaped excerpt; secrets never appear. */
  params: Record<string, string>;
}

/** An error: it makes a document or a request invalid. */
export interface Issue extends Finding<"error", IssueCode> {}

/** A contradiction or deviation that providers do send; the link is read nevertheless. */
export interface Note extends Finding<"note", NoteCode> {}

/** A value with its notes, in document order. */
export interface Accepted<T> {
  /** The input is valid. */
  ok: true;
  /** The value that was read. */
  value: T;
  /** In document order; at most 100. */
  notes: Note[];
  /** How many further notes are omitted; missing if none. */
  more?: number;
}

/** All errors of an invalid input. */
export interface Refused {
  /** The input is invalid. */
  ok: false;
  /** In document order; 1 to 100. */
  issues: NonEmpty<Issue>;
  /** How many further issues are omitted; missing if none. */
  more?: number;
}

/** A value with its notes, or all issues: `ok` distinguishes the two. */
export type Answer<T> = Accepted<T> | Refused;

/** The source of a rule: a page of documentation and its words; for an assumed rule, the page that does not say it and the reason. */
export interface Quote {
  /** Provider and title of the page. */
  document: string;
  /** The page's URL. */
  url: string;
  /** The day on which the page was read, `YYYY-MM-DD`. */
  readOn: string;
  /** The words of the page, or the reason for the assumption. */
  words: string;
}

/** Whether the provider documents a rule. */
export interface Cited {
  /** Documented or assumed. */
  basis: Basis;
}

/** A code of a closed set, with its English message, the parameters, and the source of the rule. */
export interface Explanation<Code extends ReasonCode | WarningCode | GroundCode> {
  /** Stable. */
  code: Code;
  /** English, one line, made from the code and the parameters. */
  message: string;
  /** The parameters of the message. */
  params: Record<string, string>;
  /** Whether the provider documents the rule. */
  basis: Basis;
  /** The page and its words. */
  source: Quote;
}

/** A rule that forbids an action, or leaves it to the provider. */
export interface Reason extends Explanation<ReasonCode> {}

/** What to consider before a call. */
export interface Warning extends Explanation<WarningCode> {}

/** Why one observation of a link is the newer one. */
export interface Ground extends Explanation<GroundCode> {}

/** An issue as input: its message is made from the code again, so a given message is ignored. */
export interface IssueLike {
  /** Stable. */
  code: IssueCode;
  /** JSON Pointer into the source document; default the whole document. */
  pointer?: string;
  /** The parameters of the message; default none. */
  params?: Record<string, string>;
}

/** An HTTP error response. */
export interface Rendered {
  /** The HTTP status. */
  status: number;
  /** The media type of the body. */
  contentType: "application/json" | "application/problem+json" | "application/vnd.api+json";
  /** JSON text. */
  body: string;
}

/** The messages of one language; missing messages fall back to English. */
export interface Catalogue {
  /** BCP 47: `en`, `de`, `sv`. */
  locale?: string;
  /** The text of each code, with `{parameters}`. */
  messages?: Partial<Record<MessageCode, string>>;
  /** English phrases among the parameters, and their translations. */
  phrases?: Record<string, string>;
}

/** A catalogue with a message for every code. */
export interface WholeCatalogue extends Catalogue {
  /** BCP 47. */
  locale: string;
  /** The text of each code, with `{parameters}`. */
  messages: Record<MessageCode, string>;
  /** English phrases among the parameters, and their translations. */
  phrases: Record<string, string>;
}

/** A finding with a translated message. */
export type Translated<T> = T & {
  /** In the language of the catalogue; in English if it lacks the code. */
  message: string;
};
