import type { FirstMessageRef, PageFailureCode } from '@webio/core/protocol'

/** The texts of failures whose text has another id. */
const OTHER_TEXTS = {
  origin_refused: 'site_refused',
  host_refused: 'site_refused',
  bad_message: 'internal_error',
  event_gap: 'internal_error',
} as const

/** The message for a person if a page is not connected and will not reconnect by itself. */
export function failureMessage(code: PageFailureCode): FirstMessageRef {
  return { id: hasOtherText(code) ? OTHER_TEXTS[code] : code }
}

function hasOtherText(code: PageFailureCode): code is keyof typeof OTHER_TEXTS {
  return code in OTHER_TEXTS
}
