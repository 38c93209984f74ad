import type { MessageId } from '@webio/core/protocol'

/** The page's own texts, by id. `{0}`, `{1}`, … are filled in. */
export type Texts = Readonly<Record<MessageId, string>>
