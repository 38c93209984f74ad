import type { RefObject } from 'react'
import { useEffect, useState } from 'react'
import { onColorSchemeChange } from '../../dom/follow-color-scheme'
import type { Theme } from '../../props'
import type { ChartColors } from './chart'

/** The colors around an element after it has been drawn. They follow the theme. */
export function useColors(element: RefObject<HTMLElement | null>, theme: Theme): ChartColors | null {
  const [colors, setColors] = useState<ChartColors | null>(null)
  useEffect(() => {
    const read = (): void => {
      if (!element.current) return
      const { color, fontFamily } = getComputedStyle(element.current)
      setColors((before) =>
        before?.text === color && before.font === fontFamily
          ? before
          : { isDark: luminanceOf(color) > 0.5, text: color, font: fontFamily },
      )
    }
    read()
    return element.current ? onColorSchemeChange(element.current, read) : undefined
  }, [element, theme])
  return colors
}

/** The luminance of a computed color, from 0 to 1. Light text means a dark page. */
function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
}
