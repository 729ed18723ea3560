/**
 * The entry of the bundled server: Node keeps what it compiles, so that the next start finds it done. Therefore the server is a module of its own, loaded after
 * that was asked for. A Node that cannot do it just starts.
 */
import module from 'node:module';

module.enableCompileCache?.();
await import('./main.ts');
