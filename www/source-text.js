// Formats JSON as text: what a parser would change (digits of numbers, duplicate members, escapes) is preserved. The text
// has been parsed before, so it is valid JSON.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The text of a member of the outermost object; the last, if there are several.
 * @param {string} json
 * @param {string} name
 * @returns {string | undefined}
 */
export function memberText(json, name) {
  let depth = 0;
  let from = -1;
  let isName = false;
  let found;
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    const closes = token === "}" || token === "]";
    if (from >= 0 && depth === 1 && (token === "," || closes)) {
      found = json.slice(from, index).trim();
      from = -1;
    }
    if (token === "{" || token === "[") depth += 1;
    else if (closes) depth -= 1;
    else if (depth === 1 && token === ":" && isName) from = index + 1;
    isName = depth === 1 && token.startsWith('"') && JSON.parse(token) === name;
  }
  return found;
}

/**
 * Each member and element on its own line.
 * @param {string} json
 * @param {(text: string, member: string) => string} [shown] what stands in place of a text; `member` is
 *   the name of the member that it is the value of, or is in the list of
 */
export function indented(json, shown = (text) => text) {
  let text = "";
  let depth = 0;
  let last = "";
  /** For each open object and array, the member whose value it is. @type {string[]} */
  const members = [""];
  let member = "";
  const line = () => `\n${"  ".repeat(depth)}`;
  const tokens = Array.from(json.matchAll(TOKEN), ([token]) => token);
  for (const [at, token] of tokens.entries()) {
    const opened = last === "{" || last === "[";
    if (token === "}" || token === "]") {
      depth -= 1;
      text += opened ? token : line() + token;
      member = members.pop() ?? "";
    } else if (token === "," || token === ":") {
      text += token === "," ? token : ": ";
      if (token === ",") member = members.at(-1) ?? "";
    } else {
      if (opened || last === ",") text += line();
      if (token === "{" || token === "[") {
        text += token;
        depth += 1;
        members.push(member);
      } else if (tokens[at + 1] === ":") {
        text += token;
        member = JSON.parse(token);
      } else {
        const value = token.startsWith('"') ? JSON.parse(token) : undefined;
        const instead = value === undefined ? undefined : shown(value, member);
        text += instead === value || instead === undefined ? token : JSON.stringify(instead);
      }
    }
    last = token;
  }
  return text;
}
