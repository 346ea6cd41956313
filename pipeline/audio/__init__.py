"""From clips of speech to finished sound files: levelled, limited, encoded, tagged."""
