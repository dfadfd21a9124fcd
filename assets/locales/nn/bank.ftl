reason-several_references = Fleire referansar i éi betaling
reason-other_format = Kom i eit anna format enn kontoen sitt
