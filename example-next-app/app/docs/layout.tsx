import type { ReactNode } from 'react'
import { DocsNav } from '../../components/docs/docs-nav'
import { DocsSearch } from '../../components/docs/docs-search'
import './docs.css'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <div className="docs">
      <div className="docs-side">
        <DocsSearch />
        <DocsNav />
      </div>
      <main className="docs-main">{children}</main>
    </div>
  )
}
