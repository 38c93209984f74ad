'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'

const RunningApp = dynamic(async () => (await import('./running-app')).RunningApp, {
  ssr: false,
})

interface LiveAppProps {
  app: string
  label: string
  /** The only example of an application of examples to run. */
  example?: string
}

/** An application that starts once it comes into view. Its box has its size from the beginning, so nothing on the page moves. */
export function LiveApp(props: LiveAppProps) {
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
    <div ref={box} className="live">
      {isSeen && <RunningApp {...props} />}
    </div>
  )
}
