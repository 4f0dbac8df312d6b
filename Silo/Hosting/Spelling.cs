namespace SignalFire.Silo.Hosting;

/// <summary>Compares words.</summary>
internal static class Spelling
{
    /// <summary>How many letters have to be changed, added or left out to make one of the other; capitals don't count.</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = row[0];
            row[0]++;
            for (var j = 0; j < other.Length; j++)
            {
                var change = char.ToUpperInvariant(one[i]) == char.ToUpperInvariant(other[j]) ? 0 : 1;
                (diagonal, row[j + 1]) = (row[j + 1], Math.Min(diagonal + change, Math.Min(row[j], row[j + 1]) + 1));
            }
        }

        return row[^1];
    }
}
