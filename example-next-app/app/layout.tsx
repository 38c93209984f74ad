import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { SiteNav } from '../components/site-nav'
import { THEME_SCRIPT } from '../lib/theme'
import './site.css'
import './prose.css'
import './tour.css'

export const metadata: Metadata = {
  title: { default: 'WebIO in Next.js', template: '%s · WebIO in Next.js' },
  description: 'Interactive pages written as plain functions, inside a Next.js site.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f6' },
    { media: '(prefers-color-scheme: dark)', color: '#11151b' },
  ],
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    // The script has changed the attributes before React sees them.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <SiteNav />
        {children}
        <footer className="footer">
          <p>One Next.js site, one port, no custom server.</p>
        </footer>
      </body>
    </html>
  )
}
