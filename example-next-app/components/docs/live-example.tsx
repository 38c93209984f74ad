'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'

const RunningApp = dynamic(async () => (await import('../running-app')).RunningApp, {
  ssr: false,
})

interface LiveExampleProps {
  app: string
  example: string
  label: string
}

/** An example that starts once it comes into view. Its box has its size from the beginning, so nothing on the page moves. */
export function LiveExample(props: LiveExampleProps) {
  const box = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setSeen(true)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} className="docs-live">
      {isSeen && <RunningApp {...props} />}
    </div>
  )
}
