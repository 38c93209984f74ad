/** The frame of the playground has no origin and no network, so a stranger's program in a link reads and sends nothing of this site. */
const PROGRAM_POLICY = [
  'sandbox allow-scripts allow-forms',
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  'media-src data: blob:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
]

/** Headers of responses, for next.config.ts. */
export const playgroundHeaders = async () => [
  {
    source: '/playground/frame.html',
    headers: [{ key: 'Content-Security-Policy', value: PROGRAM_POLICY.join('; ') }],
  },
  {
    // Modules of a page without an origin come from another one.
    source: '/playground/:file*',
    headers: [{ key: 'Access-Control-Allow-Origin', value: '*' }],
  },
  {
    // A program cannot lead its frame to another site.
    source: '/docs/playground',
    headers: [{ key: 'Content-Security-Policy', value: "frame-src 'self'" }],
  },
]
