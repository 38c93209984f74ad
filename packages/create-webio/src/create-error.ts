/** A request that cannot be carried out. Its message is for a person, without a stack. */
export class CreateError extends Error {
  override readonly name = 'CreateError'
}
