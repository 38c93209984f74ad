import { hold, info, put_text } from '@webio/core'
import { createWebIOHandler } from '@webio/next-plugin/server'

async function main() {
  put_text(`Hello ${(info.user as { name: string }).name}`)
  await hold()
}

export const { GET, POST } = createWebIOHandler(
  { main },
  {
    authorize: ({ headers }) => {
      const name = /(?:^|; )name=(\w+)/.exec(String(headers['cookie'] ?? ''))?.[1]
      return name === undefined ? null : { name }
    },
    csp_nonce: ({ headers }) => headers['x-nonce'] as string | undefined,
  },
)
