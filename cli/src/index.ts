/** The door of the command line. */
export { commands, dispatch, main } from './main.ts';
