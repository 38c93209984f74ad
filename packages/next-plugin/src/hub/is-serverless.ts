/** Variables of hosts that end or freeze a function after it has answered: no process remains that could hold a session. */
const SIGNS: Readonly<Record<string, string>> = {
  VERCEL: 'Vercel',
  NETLIFY: 'Netlify',
  AWS_LAMBDA_FUNCTION_NAME: 'AWS Lambda',
  FUNCTIONS_WORKER_RUNTIME: 'Azure Functions',
  CF_PAGES: 'Cloudflare Pages',
}

/** The serverless host that this process, or this build, runs on; null if it is not on a known one. */
export function serverlessHost(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const sign = Object.keys(SIGNS).find((name) => env[name])
  return sign === undefined ? null : (SIGNS[sign] ?? null)
}
