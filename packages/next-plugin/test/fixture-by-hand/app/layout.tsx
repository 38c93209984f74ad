import type { ReactNode } from 'react'

/** A nonce is made for each request, so no page can be made beforehand. */
export const dynamic = 'force-dynamic'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
