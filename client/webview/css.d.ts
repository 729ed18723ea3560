/** The notebook's renderer takes the style sheet as a text; the page's bundle writes it beside itself. */
declare module '*.css' {
  const text: string;
  export default text;
}
