namespace BashTool.Commands.Tests;

/// <summary>Removes a test's directory, with the read-only files that Windows would not let go.</summary>
internal static class TestDirectory
{
    public static void Delete(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(directory, recursive: true);
    }
}
