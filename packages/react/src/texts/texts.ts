import type { MessageId } from '@webio/core/protocol'

/** The built-in texts, by id. `{0}`, `{1}`, … are placeholders. */
export type Texts = Readonly<Record<MessageId, string>>
