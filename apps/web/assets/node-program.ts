import { NodeProgram, type ProgramInfo } from 'sigma/rendering';
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

/** Debtor, party, thing of value, place or proceeding: told apart by form. Clue, checked, usable: by filling. */
export const forms = { root: 0, party: 1, asset: 2, other: 3 } as const;
export const fillings = { clue: 0, checked: 1, usable: 2 } as const;
export type Look = { readonly form: number; readonly filling: number };

const vertex = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute vec2 a_look;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_point;
varying vec2 v_look;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 corner = vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + size * corner, 1)).xy, 0, 1);
  v_point = corner * 2.0;
  v_look = a_look;
  v_pixel = u_correctionRatio * 4.0 / size;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// v_point is measured in radii. Squares and diamonds are kept inside the triangle that is drawn.
const fragment = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_point;
varying vec2 v_look;
varying float v_pixel;
uniform vec4 u_paper;
void main(void) {
  vec2 p = abs(v_point);
  float reach = length(v_point);
  if (v_look.x > 2.5) reach = (p.x + p.y) / 0.97;
  else if (v_look.x > 1.5) reach = max(p.x, p.y) / 0.72;
  float inside = 1.0 - smoothstep(1.0 - v_pixel, 1.0, reach);
  #ifdef PICKING_MODE
  gl_FragColor = reach > 1.0 ? vec4(0.0) : v_color;
  #else
  float rim = smoothstep(0.74 - v_pixel, 0.74, reach);
  float ink = rim;
  if (v_look.x < 0.5) ink = max(rim, 1.0 - smoothstep(0.5, 0.5 + v_pixel, reach));
  else if (v_look.y < 0.5) ink = rim * step(0.0, sin(atan(v_point.y, v_point.x) * 8.0) + 0.35);
  else if (v_look.y < 1.5) ink = max(rim, step(0.0, v_point.x));
  else ink = 1.0;
  vec4 colour = mix(vec4(u_paper.rgb, v_color.a), v_color, ink);
  gl_FragColor = vec4(colour.rgb * inside * colour.a, inside * colour.a);
  #endif
}`;

type Uniform = 'u_sizeRatio' | 'u_correctionRatio' | 'u_matrix' | 'u_paper';

/** The page's own ground, 0 to 1: what is hollow shows it. Set when the theme changes. */
let paper: readonly [number, number, number] = [1, 1, 1];
export function setPaper(colour: string): void {
  const match = /^#?(\w\w)(\w\w)(\w\w)$/.exec(colour.trim());
  if (match)
    paper = [Number.parseInt(match[1] ?? 'ff', 16) / 255, Number.parseInt(match[2] ?? 'ff', 16) / 255, Number.parseInt(match[3] ?? 'ff', 16) / 255];
}

/** Nodes with form and filling, drawn by the graphics card: status is a shape also where no label fits. */
export class ClueProgram extends NodeProgram<Uniform> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: vertex,
      FRAGMENT_SHADER_SOURCE: fragment,
      METHOD: TRIANGLES,
      UNIFORMS: ['u_sizeRatio', 'u_correctionRatio', 'u_matrix', 'u_paper'] as const,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_look', size: 2, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_angle', size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  override processVisibleItem(nodeIndex: number, startIndex: number, data: NodeDisplayData & Partial<Look>): void {
    const { array } = this;
    let at = startIndex;
    array[at++] = data.x;
    array[at++] = data.y;
    array[at++] = data.size;
    array[at++] = floatColor(data.color);
    array[at++] = nodeIndex;
    array[at++] = data.form ?? forms.party;
    array[at++] = data.filling ?? fillings.clue;
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo<Uniform>): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform4f(uniformLocations.u_paper, paper[0], paper[1], paper[2], 1);
  }
}
