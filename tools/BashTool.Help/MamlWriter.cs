using System.Xml;

namespace BashTool.Help;

/// <summary>Writes the file that Get-Help reads.</summary>
internal static class MamlWriter
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static void Write(IEnumerable<CmdletPage> pages, string file)
    {
        using var writer = XmlWriter.Create(file, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        writer.WriteStartElement("helpItems", "http://msh");
        writer.WriteAttributeString("schema", "maml");
        foreach (CmdletPage page in pages)
        {
            WriteCommand(writer, page);
        }

        writer.WriteEndElement();
    }

    private static void WriteCommand(XmlWriter writer, CmdletPage page)
    {
        writer.WriteStartElement("command", "command", Command);
        writer.WriteAttributeString("xmlns", "maml", null, Maml);
        writer.WriteAttributeString("xmlns", "dev", null, Dev);
        writer.WriteStartElement("details", Command);
        writer.WriteElementString("name", Command, page.Name);
        writer.WriteElementString("verb", Command, page.Verb);
        writer.WriteElementString("noun", Command, page.Noun);
        WriteText(writer, "description", page.Synopsis);
        writer.WriteEndElement();
        WriteText(writer, "description", page.Description);
        WriteSyntax(writer, page);
        writer.WriteStartElement("parameters", Command);
        foreach (ParameterText parameter in page.Parameters)
        {
            WriteParameter(writer, parameter, parameter.Facts.Places[0]);
        }

        writer.WriteEndElement();
        WriteTypes(writer, "inputTypes", "inputType", page.Inputs);
        WriteTypes(writer, "returnValues", "returnValue", page.Outputs);
        writer.WriteStartElement("alertSet", Maml);
        writer.WriteStartElement("alert", Maml);
        WriteParagraphs(writer, page.Notes);
        writer.WriteEndElement();
        writer.WriteEndElement();
        WriteExamples(writer, page);
        writer.WriteStartElement("relatedLinks", Command);
        foreach (string link in page.Links)
        {
            writer.WriteStartElement("navigationLink", Maml);
            writer.WriteElementString("linkText", Maml, link);
            writer.WriteElementString("uri", Maml, "");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteSyntax(XmlWriter writer, CmdletPage page)
    {
        writer.WriteStartElement("syntax", Command);
        foreach (string set in page.Sets)
        {
            writer.WriteStartElement("syntaxItem", Command);
            writer.WriteElementString("name", Maml, page.Name);
            foreach (ParameterText parameter in page.Parameters)
            {
                if (parameter.Facts.Places.Find(place => place.Set == set || place.Set == "(All)") is { } place)
                {
                    WriteParameter(writer, parameter, place);
                }
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteParameter(XmlWriter writer, ParameterText parameter, ParameterPlace place)
    {
        ParameterFacts facts = parameter.Facts;
        writer.WriteStartElement("parameter", Command);
        writer.WriteAttributeString("required", place.IsRequired ? "true" : "false");
        writer.WriteAttributeString("variableLength", "true");
        writer.WriteAttributeString("globbing", facts.SupportsWildcards ? "true" : "false");
        writer.WriteAttributeString("pipelineInput", place.PipelineInput);
        writer.WriteAttributeString("position", place.Position);
        writer.WriteAttributeString("aliases", facts.Aliases.Count == 0 ? "none" : string.Join(", ", facts.Aliases));
        writer.WriteElementString("name", Maml, parameter.Name);
        WriteText(writer, "Description", parameter.Description);
        string type = facts.Type[(facts.Type.LastIndexOf('.') + 1)..];
        if (!facts.IsSwitch)
        {
            if (facts.AcceptedValues.Count > 0)
            {
                writer.WriteStartElement("parameterValueGroup", Command);
                foreach (string value in facts.AcceptedValues)
                {
                    WriteValue(writer, value, place.IsRequired);
                }

                writer.WriteEndElement();
            }

            WriteValue(writer, type, true);
        }

        writer.WriteStartElement("type", Dev);
        writer.WriteElementString("name", Maml, type);
        writer.WriteElementString("uri", Maml, "");
        writer.WriteEndElement();
        writer.WriteElementString("defaultValue", Dev, facts.DefaultValue.Length > 0 ? facts.DefaultValue : facts.IsSwitch ? "False" : "None");
        writer.WriteEndElement();
    }

    private static void WriteValue(XmlWriter writer, string value, bool required)
    {
        writer.WriteStartElement("parameterValue", Command);
        writer.WriteAttributeString("required", required ? "true" : "false");
        writer.WriteAttributeString("variableLength", "false");
        writer.WriteString(value);
        writer.WriteEndElement();
    }

    private static void WriteTypes(XmlWriter writer, string list, string item, List<(string Type, List<string> Text)> types)
    {
        writer.WriteStartElement(list, Command);
        foreach ((string type, List<string> text) in types)
        {
            writer.WriteStartElement(item, Command);
            writer.WriteStartElement("type", Dev);
            writer.WriteElementString("name", Maml, type);
            writer.WriteEndElement();
            WriteText(writer, "description", text);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteExamples(XmlWriter writer, CmdletPage page)
    {
        writer.WriteStartElement("examples", Command);
        int number = 0;
        foreach (ExampleText example in page.Examples)
        {
            writer.WriteStartElement("example", Command);
            string title = $" Example {++number}: {example.Title} ";
            int dashes = Math.Max(2, (60 - title.Length) / 2);
            writer.WriteElementString("title", Maml, new string('-', dashes) + title + new string('-', dashes));
            writer.WriteElementString("code", Dev, example.Code);
            writer.WriteStartElement("remarks", Dev);
            WriteParagraphs(writer, example.Remarks);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteText(XmlWriter writer, string element, List<string> paragraphs)
    {
        writer.WriteStartElement(element, Maml);
        WriteParagraphs(writer, paragraphs);
        writer.WriteEndElement();
    }

    private static void WriteParagraphs(XmlWriter writer, List<string> paragraphs)
    {
        foreach (string paragraph in paragraphs)
        {
            writer.WriteElementString("para", Maml, paragraph);
        }
    }
}
