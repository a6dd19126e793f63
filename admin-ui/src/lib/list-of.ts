import { z } from 'zod';

/** A list that is told whole; rows that are null are left out, as in lists that come by pages. */
export const listOf = <T>(row: z.ZodType<T>) =>
  z.array(row.nullable()).transform((rows) => rows.filter((one): one is NonNullable<typeof one> => one !== null));
