/** Space between a focused field and the lower edge of the view. */
const MARGIN_PX = 16

/**
 * Controls how much of a panel that sticks to the lower edge of the view is visible (`--webio-panel-shown`; its full height is
 * `--webio-panel-height`). The wheel and the finger change it between its least and its full height; beyond that they scroll the page.
 */
export class PanelHeight {
  readonly #panel: HTMLElement
  readonly #min: number
  readonly #stop = new AbortController()
  readonly #observer: ResizeObserver
  #height = 0
  #shown: number
  #fingerAt: number | null = null

  constructor(panel: HTMLElement, { min, init }: { readonly min: number; readonly init: number }) {
    this.#panel = panel
    this.#min = min
    this.#shown = init
    this.#observer = new ResizeObserver(([entry]) => {
      this.#height = entry?.borderBoxSize[0]?.blockSize ?? 0
      panel.style.setProperty('--webio-panel-height', `${this.#height}px`)
    })
    this.#observer.observe(panel)
    this.#show(init)
    const { signal } = this.#stop
    panel.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false })
    panel.addEventListener('touchstart', (event) => this.#touchStart(event), { signal, passive: true })
    panel.addEventListener('touchmove', (event) => this.#touchMove(event), { signal, passive: false })
    panel.addEventListener('focusin', (event) => this.#focusIn(event), { signal })
  }

  dispose(): void {
    this.#stop.abort()
    this.#observer.disconnect()
  }

  #show(height: number): void {
    this.#shown = height
    this.#panel.style.setProperty('--webio-panel-shown', `${height}px`)
  }

  /** Part of the panel is below the edge of the view: it sticks. */
  get #isCut(): boolean {
    return this.#panel.getBoundingClientRect().bottom > innerHeight + 1
  }

  /**
   * @returns false if there is nothing to change
   */
  #change(by: number): boolean {
    const height = this.#height
    const next = Math.min(Math.max(this.#shown + by, Math.min(this.#min, height)), height)
    if (height === 0 || by === 0 || next === this.#shown) return false
    if (by > 0 ? !this.#isCut : !this.#sticks) return false
    this.#show(next)
    return true
  }

  /** The panel covers output: its place in the page is further down. */
  get #sticks(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = document.documentElement
    return scrollHeight - scrollTop - clientHeight > 1
  }

  #wheel(event: WheelEvent): void {
    if (event.ctrlKey || scrollsItself(event.target, this.#panel)) return
    if (this.#change(event.deltaY)) event.preventDefault()
  }

  #touchStart({ touches }: TouchEvent): void {
    this.#fingerAt = touches.length === 1 ? (touches[0]?.clientY ?? null) : null
  }

  #touchMove(event: TouchEvent): void {
    const at = event.touches[0]?.clientY
    if (this.#fingerAt === null || at === undefined || scrollsItself(event.target, this.#panel)) return
    if (this.#change(this.#fingerAt - at) && event.cancelable) event.preventDefault()
    this.#fingerAt = at
  }

  /** The browser cannot bring a field below the edge into view: scrolling the page does not move a panel that sticks. */
  #focusIn({ target }: FocusEvent): void {
    if (!(target instanceof Element)) return
    this.#change(Math.max(0, target.getBoundingClientRect().bottom + MARGIN_PX - innerHeight))
  }
}

/** An element between the target and the panel has content to scroll. */
function scrollsItself(target: EventTarget | null, panel: Element): boolean {
  for (let at = target instanceof Element ? target : null; at && at !== panel; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return true
  }
  return false
}
