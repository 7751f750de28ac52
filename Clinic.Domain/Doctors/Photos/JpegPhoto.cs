using System.Buffers.Binary;

namespace Clinic.Domain.Doctors.Photos;

/// <summary>JPEG (ITU-T T.81): segments behind markers, then the scans.</summary>
internal static class JpegPhoto
{
    private const byte Mark = 0xFF;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte App2 = 0xE2;
    private const byte Adobe = 0xEE;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const ushort Orientation = 0x0112;

    /// <summary>The picture with its colours and the side that is up, and nothing else; null for a file that is no JPEG from its first byte to its end.</summary>
    internal static byte[]? Strip(byte[] file, out int side)
    {
        side = 0;
        ReadOnlySpan<byte> jpeg = file, start = [Mark, 0xD8, Mark];
        if (!jpeg.StartsWith(start))
        {
            return null;
        }

        using var kept = new MemoryStream(file.Length);
        kept.Write(jpeg[..2]);
        var (at, scanned) = (2, false);
        while (at + 2 <= jpeg.Length && jpeg[at] == Mark)
        {
            var marker = jpeg[at + 1];
            if (marker == EndOfImage)
            {
                kept.Write(jpeg.Slice(at, 2));
                return scanned ? kept.ToArray() : null;
            }

            if (marker == Mark)
            {
                // Markers may be filled up.
                at++;
                continue;
            }

            var end = at + 4 > jpeg.Length ? int.MaxValue : at + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (marker is < 0xC0 or 0xD8 or (>= 0xD0 and <= 0xD7) || end > jpeg.Length || end < at + 4)
            {
                return null;
            }

            if (marker == StartOfScan)
            {
                (end, scanned) = (EndOfScan(jpeg, end), true);
            }

            side = Math.Max(side, Side(marker, jpeg[(at + 4)..end]));
            Keep(kept, marker, jpeg[at..end]);
            at = end;
        }

        return null;
    }

    /// <summary>Where the next marker is that does not belong to the scan itself.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> jpeg, int at)
    {
        while (at + 1 < jpeg.Length && !(jpeg[at] == Mark && jpeg[at + 1] is not (0 or (>= 0xD0 and <= 0xD7))))
        {
            at++;
        }

        return at;
    }

    private static void Keep(MemoryStream kept, byte marker, ReadOnlySpan<byte> segment)
    {
        var content = segment[4..];
        switch (marker)
        {
            case App1 when Up(content) is var up and not 1:
                kept.Write([Mark, App1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, Orientation >> 8, Orientation & 0xFF, 0, 3, 0, 0, 0, 1, 0, up, 0, 0, 0, 0, 0, 0]);
                break;
            case App0 when content.StartsWith("JFIF\0"u8):
            case App2 when content.StartsWith("ICC_PROFILE\0"u8):
            case Adobe when content.StartsWith("Adobe"u8):
            case < App0:
                kept.Write(segment);
                break;
        }
    }

    /// <summary>Points of the longer side where the segment begins a frame: precision, height, width.</summary>
    private static int Side(byte marker, ReadOnlySpan<byte> content) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && content.Length >= 5
        ? Math.Max(BinaryPrimitives.ReadUInt16BigEndian(content[1..]), BinaryPrimitives.ReadUInt16BigEndian(content[3..])) : 0;

    /// <summary>Which side is up, 1 to 8 of the Exif standard: a telephone turns the picture by this alone.</summary>
    private static byte Up(ReadOnlySpan<byte> content)
    {
        var tiff = content.StartsWith("Exif\0\0"u8) ? content[6..] : [];
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 14 || !(little || tiff.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        var first = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first > tiff.Length - 2)
        {
            return 1;
        }

        var entries = tiff[((int)first + 2)..];
        for (var left = Number(tiff[(int)first..], little); left > 0 && entries.Length >= 12; left--, entries = entries[12..])
        {
            if (Number(entries, little) == Orientation)
            {
                return Number(entries[8..], little) is >= 1 and <= 8 and var side ? (byte)side : (byte)1;
            }
        }

        return 1;
    }

    private static ushort Number(ReadOnlySpan<byte> at, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
}
