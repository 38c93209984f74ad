import { chromiumOfFile } from './chromium'
import { BEHIND_NGINX, HOSTS } from './host-table'
import { missingNginx } from './nginx'
import { visit } from './visit'

/** docs/hosting.md. Next.js hosts get the same visit from packages/next-plugin/test. */

const chromium = chromiumOfFile()

it.each(HOSTS)('$name', async ({ start, transport }) => {
  await using host = await start()
  await visit(chromium, host, transport)
})

const noNginx = missingNginx()
if (noNginx !== null) console.warn(`Tests behind nginx are skipped. ${noNginx}`)
const whereItIs = noNginx === null ? it : it.skip

whereItIs.each(BEHIND_NGINX)('$name', async ({ start, transport }) => {
  await using host = await start()
  await visit(chromium, host, transport)
})
