reason-several_references = Flere referanser i én betaling
reason-other_format = Kom i et annet format enn kontoens
