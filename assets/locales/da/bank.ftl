reason-several_references = Flere referencer i én betaling
reason-other_format = Kom i et andet format end kontoens
