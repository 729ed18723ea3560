/** The texts that are measured: files of as many lines as asked for, in three languages. Every statement is another one, so that nothing is found twice. */
import { buildSchema } from 'graphql';

const statement = (i: number): string =>
  [
    `LOOKUP "Sarah Chen ${i}", "api-design-v${i}"`,
    `SEARCH "how we deploy ${i}" IN resources WHERE category = 'note' AND ordinal > ${i} LIMIT 5`,
    `TRAVERSE manages, mentors WITH LOOKUP "person ${i}" DEPTH 2 DIRECTION INBOUND LIMIT ${(i % 50) + 1}`,
    `FUZZY "sara chenn ${i}" IN entities THRESHOLD 0.4`,
    `SELECT name, summary FROM moments WHERE moment_type = 'meeting' AND content ILIKE '%${i}%' ORDER BY name LIMIT ${(i % 50) + 1}`,
    `LOOKUP entities:"Project ${i}"`,
  ][i % 6]!;

const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('\n');

export const rem = (count: number): string => lines(count, (i) => `${statement(i)};`);
/** A file in which every line has a problem. */
export const wrongRem = (count: number): string => lines(count, (i) => `SEARCH "how we deploy ${i}" LIMT ${i};`);
export const cypher = (count: number): string => lines(count, (i) => `MATCH (n:Person {name: "Sarah ${i}"})-[:MANAGES]->(m) WHERE m.ordinal > ${i} RETURN m.name LIMIT 5;`);
export const graphql = (count: number): string => lines(count, (i) => `query Q${i} { person(name: "Sarah ${i}") { name manages(first: 5) { name } } }`);
export const graphqlSchema = () => buildSchema('type Person { name: String manages(first: Int): [Person] } type Query { person(name: String): Person }');
