/** What is used of undici, which is loaded when a server is first asked: a bundle keeps the names of static imports alone. */
export { Agent, EnvHttpProxyAgent, ProxyAgent, request } from 'undici';
