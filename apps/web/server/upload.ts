import { Problem, urlOf } from '#contract/client.ts';
import type { Input, Operation, Output } from '#contract/operation.ts';

/**
 * Sends one file with its progress as a fraction. XMLHttpRequest, because fetch does not tell how far an upload is; the
 * browser streams the file from disk, so its size does not matter here. Throws Problem as the client does.
 */
export function upload<O extends Operation>(
  op: O,
  input: Input<O>,
  file: File,
  progress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Output<O>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name);
    request.open(op.method, urlOf('', op, input));
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Output<O>);
      else reject(new Problem(request.status, problemIn(body, request)));
    };
    request.onerror = () => reject(new TypeError('the connection was lost during the upload'));
    request.onabort = () => reject(new DOMException('the upload was stopped', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemIn(body: unknown, request: XMLHttpRequest): Problem['body'] {
  if (typeof body === 'object' && body !== null && 'code' in body && 'title' in body) return body as Problem['body'];
  return {
    type: 'about:blank',
    title: `HTTP ${request.status}`,
    status: request.status,
    code: 'api.no_problem_body',
    detail: request.responseText.slice(0, 300),
  };
}
