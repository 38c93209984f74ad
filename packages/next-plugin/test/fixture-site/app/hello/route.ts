/** A route of the site's own. */
export const GET = () => new Response('Hello from Next')
