import type { ReactNode } from 'react'

/** Each request has its own nonce, so no page can be rendered in advance. */
export const dynamic = 'force-dynamic'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
