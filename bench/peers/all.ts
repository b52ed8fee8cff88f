/** All peers, in the order of the table. */

import { byHand, csvParse } from './in-node.js';
import type { Peer } from './peer.js';
import { product } from './product.js';
import { pythonPeers } from './python.js';

export const allPeers: readonly Peer[] = [product, byHand, csvParse, ...pythonPeers];
