-- Where a photo was taken, in degrees of WGS 84: only where the citizen agreed, for the handling body alone, gone with the photo's row.
ALTER TABLE services.photo
  ADD COLUMN latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  ADD CONSTRAINT photo_place_whole CHECK ((latitude IS NULL) = (longitude IS NULL));
