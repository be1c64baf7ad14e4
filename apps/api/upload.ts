import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#domain/kernel/error.ts';

/** The one file of a multipart request, as a stream that has to be read to its end. */
export async function uploadedFile(request: FastifyRequest): Promise<MultipartFile> {
  if (!request.isMultipart()) throw new DomainError('api.no_file', 'expected multipart/form-data with one part named "file"');
  const file = await request.file();
  if (!file) throw new DomainError('api.no_file', 'expected one part named "file" with a file name, got none');
  return file;
}

/** A file name for people: the last path part, without control characters, at most 200 characters. */
export function cleanName(name: string | undefined): string {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const clean = last.replace(/[\u0000-\u001f\u007f]/g, '').trim();
  return clean === '' ? 'file' : clean.slice(0, 200);
}
