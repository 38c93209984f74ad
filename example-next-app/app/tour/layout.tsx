import type { ReactNode } from 'react'
import { TourNav } from '../../components/tour-nav'
// Here for all pages of the tour: the index, too, fetches it ahead.
import '@webio/react/styles.css'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <main className="page">
      <TourNav />
      {children}
    </main>
  )
}
