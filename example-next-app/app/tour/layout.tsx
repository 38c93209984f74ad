import type { ReactNode } from 'react'
import { TourNav } from '../../components/tour-nav'
// Imported here for all pages of the tour, so that the index preloads it.
import '@webio/react/styles.css'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <main className="page">
      <TourNav />
      {children}
    </main>
  )
}
