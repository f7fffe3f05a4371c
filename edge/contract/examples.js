/** @param {any} document */
export const withExamples = (document) => document;
